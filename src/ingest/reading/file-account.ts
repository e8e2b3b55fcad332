import type { Session } from '../../platform/database';
import type { SourceFile } from '../../platform/files';
import { RowAccount } from './account';
import type { RowReject } from './record';
import { addSubmission } from './submission.queries';

/** Account of a file that is loaded in one transaction, with its rejected rows for the ledger. */
export class FileAccount extends RowAccount {
  private readonly rejectedRows: RowReject[] = [];

  constructor(private readonly file: SourceFile) {
    super();
  }

  /** Adds a rejected row. */
  rejectRow(row: RowReject): void {
    this.reject(this.file.name, row);
    this.rejectedRows.push(row);
  }

  /**
   * Adds the file to the ledger as a delivery.
   *
   * @param content name of such deliveries in the ledger.
   */
  async record(session: Session, partnershipId: number, content: string): Promise<void> {
    const { name: fileName, sha256 } = this.file;
    await addSubmission(session, { partnershipId, content, fileName, sha256 }, this, this.rejectedRows);
  }
}
