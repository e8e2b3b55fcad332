/** Admissions by diagnosis: what is counted where no source is named. */
export const HOSPITAL_ADMISSIONS = 'hospital-admissions';

/** Who a source comes from, and its code. */
interface Kind {
  code: string;
  agency: string;
}

/** Whether a source is one of health's. */
export const isHealth = ({ agency }: Kind): boolean => agency === 'health';

/** Whether its records are of hospitals: what brought a patient there, placed where the patient lives. */
export const isHospital = (source: Kind): boolean =>
  isHealth(source) && [HOSPITAL_ADMISSIONS, 'domestic-abuse-admissions'].includes(source.code);

/** Whether its records are of ambulances, placed where they were called to. */
export const isAmbulance = ({ code }: Kind): boolean => code === 'ambulance-callouts';

/** Whether its records are those of the police itself. */
export const isPolice = ({ agency }: Kind): boolean => agency === 'police';

/** Whether it is what the police publish of their crimes: anonymous map points, months. */
export const isOpenPolice = ({ code }: Kind): boolean => code === 'police-uk-street';
