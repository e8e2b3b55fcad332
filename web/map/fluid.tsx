import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

/** Least width that a chart is drawn for, pixels. */
const MIN_WIDTH = 240;

/** Draws what depends on the width that there is, and again when that changes. */
export function Fluid({ draw }: { draw(width: number): ComponentChildren }) {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState<number | null>(null);
  useEffect(() => {
    const node = box.current!;
    const observer = new ResizeObserver(() => setWidth(Math.max(Math.floor(node.clientWidth), MIN_WIDTH)));
    observer.observe(node);
    return () => observer.disconnect();
  }, []);
  return <div ref={box}>{width !== null && draw(width)}</div>;
}
