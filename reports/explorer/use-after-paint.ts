import { useEffect, useState } from 'preact/hooks';

/** The value of `make`, made after the page is first painted; `undefined` until then. */
export function useAfterPaint<Value>(make: () => Value): Value | undefined {
  const [value, setValue] = useState<Value | undefined>(undefined);
  useEffect(() => {
    // A frame callback runs before its paint, a timeout set there runs after it.
    const frame = requestAnimationFrame(() => setTimeout(() => setValue(make()), 0));
    return () => cancelAnimationFrame(frame);
  }, []);
  return value;
}
