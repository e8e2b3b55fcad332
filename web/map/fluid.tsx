import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

/** Least width of a chart in pixels. */
const MIN_WIDTH = 240;

/** Draws its content for the available width, and again when that changes. */
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
