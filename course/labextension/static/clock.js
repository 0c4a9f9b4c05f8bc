/**
 * The time a paper has taken, or has left. Calm: minutes only, seconds not until the last
 * two minutes, and it can be covered.
 */
import { element } from './forms/frame.js';

const MINUTE = 60_000;

/** Minutes left at which a screen reader says so. */
const SAID = [10, 5, 1];

/**
 * @typedef {{text: string, urgent: boolean, over: boolean}} Shown
 */

/**
 * What the clock shows.
 * @param {number} passed milliseconds since the paper was begun
 * @param {number | undefined} minutes what the paper allows or suggests
 * @param {boolean} limited whether `minutes` is a limit
 * @returns {Shown}
 */
export function shown(passed, minutes, limited) {
  const whole = Math.max(0, Math.floor(passed / MINUTE));
  if (!limited || !minutes) {
    const suggestion = minutes ? `，建议用时 ${minutes} 分钟` : '';
    return { text: `已用 ${whole} 分钟${suggestion}`, urgent: false, over: false };
  }
  const left = minutes * MINUTE - passed;
  if (left <= 0) {
    const late = Math.floor(-left / MINUTE);
    return { text: late ? `时间到，已超过 ${late} 分钟，请交卷` : '时间到，请交卷', urgent: true, over: true };
  }
  if (left > 2 * MINUTE) {
    return { text: `还剩 ${Math.ceil(left / MINUTE)} 分钟`, urgent: left <= 5 * MINUTE, over: false };
  }
  const seconds = Math.ceil(left / 1000);
  const text = seconds >= 60 ? `还剩 ${Math.floor(seconds / 60)} 分 ${seconds % 60} 秒` : `还剩 ${seconds} 秒`;
  return { text, urgent: true, over: false };
}

export class Clock {
  /**
   * @param {{started: number, minutes?: number, limited: boolean, now?: () => number,
   *          onOver?: () => void}} options `started` in milliseconds since 1970; `onOver` is
   *   called once, when the limit is reached while the paper is open
   */
  constructor({ started, minutes, limited, now = Date.now, onOver = () => {} }) {
    this.started = started;
    this.minutes = minutes;
    this.limited = limited;
    this.now = now;
    this.onOver = onOver;
    this.covered = false;
    this.face = element('span', { class: 'xc-clock-face' });
    this.cover = element('button', { type: 'button', class: 'xc-link', 'aria-label': '隐藏时间' }, '隐藏');
    this.cover.addEventListener('click', () => this.toggle());
    this.said = element('span', { class: 'xc-hidden', role: 'status' });
    this.node = element('span', { class: 'xc-clock' }, this.face, this.cover, this.said);
    this.announced = new Set(limited ? SAID.filter((left) => left >= this.minutesLeft) : []);
    this.overAtStart = limited && this.minutesLeft <= 0;
    this.tick();
    this.timer = setInterval(() => this.tick(), 1000);
  }

  get passed() {
    return this.now() - this.started;
  }

  get minutesLeft() {
    return (this.minutes ?? Infinity) - this.passed / MINUTE;
  }

  tick() {
    const { text, urgent, over } = shown(this.passed, this.minutes, this.limited);
    const face = this.covered && !over ? '' : text;
    if (this.face.textContent !== face) {
      this.face.textContent = face;
    }
    this.node.classList.toggle('xc-clock-urgent', urgent);
    this.announce(text);
    if (over && !this.overAtStart) {
      this.overAtStart = true;
      this.onOver();
    }
  }

  announce(text) {
    const due = this.limited && SAID.find((left) => !this.announced.has(left) && this.minutesLeft <= left);
    if (due) {
      SAID.filter((left) => left >= due).forEach((left) => this.announced.add(left));
      this.said.textContent = text;
    }
  }

  toggle() {
    this.covered = !this.covered;
    this.cover.textContent = this.covered ? '显示时间' : '隐藏';
    this.cover.setAttribute('aria-label', this.covered ? '显示时间' : '隐藏时间');
    this.tick();
  }

  stop() {
    clearInterval(this.timer);
  }
}
