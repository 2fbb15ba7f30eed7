/** The colours of the style sheet, for the chart, which draws on a canvas. */
export interface ChartTheme {
  text: string;
  muted: string;
  line: string;
  panel: string;
  up: string;
  down: string;
  upVolume: string;
  downVolume: string;
  warn: string;
  accent: string;
  warnFill: string;
  /** Of the indicators' lines. */
  lines: readonly string[];
  font: string;
}

export function readTheme(): ChartTheme {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    text: of('text'),
    muted: of('muted'),
    line: of('grid'),
    panel: of('panel'),
    up: of('up'),
    down: of('down'),
    upVolume: of('up-volume'),
    downVolume: of('down-volume'),
    warn: of('warn'),
    accent: of('accent'),
    warnFill: of('warn-fill'),
    lines: [1, 2, 3, 4, 5, 6].map((place) => of(`line-${place}`)),
    font: style.fontFamily,
  };
}
