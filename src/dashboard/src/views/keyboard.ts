import { intervals, stepped } from '../market/interval';
import type { Session } from '../store/session';
import { element } from './dom';

/** The keys that work wherever the focus is, except while text is typed. */
export function bindKeys(session: Session, focusFilter: () => void): void {
  const help = element<HTMLDialogElement>('help');
  const showHelp = () => help.showModal();
  element('help-open').addEventListener('click', showHelp);

  document.addEventListener('keydown', (event) => {
    const typing = (event.target as Element).matches('input:not([type=radio], [type=checkbox]), textarea, select');
    if (typing || document.querySelector('dialog[open]') || event.ctrlKey || event.metaKey || event.altKey) return;
    const numbered = intervals[Number(event.key) - 1];
    if (event.key === '/') focusFilter();
    else if (event.key === '?') showHelp();
    else if (event.key === '[') session.setInterval(stepped(session.store.interval, -1));
    else if (event.key === ']') session.setInterval(stepped(session.store.interval, 1));
    else if (numbered) session.setInterval(numbered);
    else return;
    event.preventDefault();
  });
}
