const formats = new Map<number, Intl.NumberFormat>();
const compact = new Intl.NumberFormat('en-US', { notation: 'compact', minimumSignificantDigits: 3, maximumSignificantDigits: 4 });
const compactAxis = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 });
const significant = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 8 });
const six = new Intl.NumberFormat('en-US', { minimumSignificantDigits: 6, maximumSignificantDigits: 6 });
const maxDecimals = 20;

/** What stands where there is no value. */
export const none = '–';

/** A number with so many decimals and grouped thousands; never with an exponent. */
export function fixed(value: number, decimals: number): string {
  const places = Math.min(Math.max(decimals, 0), maxDecimals);
  let format = formats.get(places);
  if (!format) {
    format = new Intl.NumberFormat('en-US', { minimumFractionDigits: places, maximumFractionDigits: places });
    formats.set(places, format);
  }
  return Number.isFinite(value) ? format.format(value).replace('-', '−') : none;
}

/** As fixed, with a sign in front of anything but zero. */
export function signed(value: number, decimals: number): string {
  const text = fixed(value, decimals);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text.replace(/^−(?=[0.,]*$)/, '');
}

/** A quantity in as few characters as tell it: 0.00012, 1,234.5, 12.35M. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return none;
  const size = Math.abs(value);
  if (size >= 1e15) return fixed(value / 1e12, 0) + 'T';
  if (size >= 10_000) return compact.format(value);
  if (size >= 100) return fixed(value, 1);
  if (size >= 1) return fixed(value, 3);
  return fixed(value, Math.min(decimalsOf(value), 8));
}

/** A computed number to eight digits: 28.234512, 70,012.345, −0.0012. */
export const measure = (value: number): string => (Number.isFinite(value) ? significant.format(value).replace('-', '−') : none);

/** A computed number to six digits, always as many, so that nothing moves as it changes: 17.0300. */
export const steady = (value: number): string => (Number.isFinite(value) ? six.format(value).replace('-', '−') : none);

/** A round number on an axis: 0.5, 80, 1.2K. */
export function axis(value: number): string {
  return compactAxis.format(value);
}

/** How many decimals the shortest exact writing of the number has. */
export function decimalsOf(value: number): number {
  const [mantissa = '', exponent = '0'] = String(value).toLowerCase().split('e');
  const fraction = mantissa.split('.')[1]?.length ?? 0;
  return Math.max(0, fraction - Number(exponent));
}
