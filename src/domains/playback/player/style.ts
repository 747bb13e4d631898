/** The player's looks. Constructed style sheets need no inline style, so the page's policy stays strict. */
const rules = `
griot-player{font-size:.9375rem;-webkit-tap-highlight-color:transparent;
  --gp-accent:var(--color-accent-on-dark,#f2b35d);--gp-glass:rgb(16 14 12/.82);container:player/inline-size}
griot-player:fullscreen{border-radius:0;aspect-ratio:auto;width:100%;height:100%;max-height:none}
griot-player video{position:absolute;inset:0;width:100%;height:100%;object-fit:contain;background:#000}
griot-player[data-sound] video{opacity:0}
griot-player:not([data-sound]) .gp-poster{display:none}
.gp-poster{position:absolute;inset:0;width:100%;height:100%;object-fit:cover;filter:brightness(.38) saturate(.7)}
.gp-layer{position:absolute;inset:0;display:grid;grid-template-rows:1fr auto;transition:opacity .2s}
griot-player[data-idle] .gp-layer{opacity:0}
griot-player[data-idle]{cursor:none}
.gp-layer:focus-within{opacity:1!important}
.gp-surface{position:relative;display:grid;place-items:center;touch-action:manipulation}
.gp-bar{position:relative;padding:2.5rem .75rem .5rem;background:linear-gradient(transparent,rgb(0 0 0/.78));display:grid;gap:.125rem}
.gp-row{display:flex;align-items:center;gap:.125rem}
.gp-row .gp-grow{flex:1;min-width:0}
.gp-button{appearance:none;border:0;background:none;color:inherit;inline-size:2.75rem;block-size:2.75rem;display:grid;place-items:center;border-radius:.75rem;cursor:pointer;flex:none;transition:background .15s}
.gp-button:hover{background:rgb(255 255 255/.16)}
.gp-button[aria-pressed=true],.gp-button[aria-expanded=true]{color:var(--gp-accent)}
griot-player :focus-visible{outline:3px solid var(--gp-accent);outline-offset:2px}
.gp-icon{inline-size:1.5rem;block-size:1.5rem;fill:none;stroke:currentColor;stroke-width:1.9;stroke-linecap:round;stroke-linejoin:round}
.gp-full path{fill:currentColor}
.gp-big{inline-size:4.5rem;block-size:4.5rem;border-radius:50%;background:var(--gp-glass)}
.gp-big .gp-icon{inline-size:2.25rem;block-size:2.25rem}
.gp-centre{display:flex;gap:1.25rem;align-items:center}
.gp-centre .gp-side{inline-size:3.25rem;block-size:3.25rem;border-radius:50%;background:var(--gp-glass)}
griot-player[data-waiting] .gp-centre{visibility:hidden}
.gp-time{font-variant-numeric:tabular-nums;white-space:nowrap;padding-inline:.375rem;font-size:.875rem}
.gp-time span{opacity:.75}
.gp-weight{font-variant-numeric:tabular-nums;white-space:nowrap;padding:.125rem .5rem;border-radius:1rem;background:rgb(255 255 255/.14);font-size:.8125rem;border:0;color:inherit;cursor:pointer;min-block-size:1.75rem}
.gp-weight[data-saver]{color:#a6e3b5}
.gp-volume{inline-size:5rem;accent-color:var(--gp-accent)}
.gp-track{position:relative;block-size:1.75rem;display:grid;align-items:center}
.gp-track i{position:absolute;inset-inline-start:0;block-size:.25rem;border-radius:1rem;background:rgb(255 255 255/.28);pointer-events:none;inline-size:100%;transform-origin:left}
.gp-track i.gp-had{background:rgb(255 255 255/.45);transform:scaleX(var(--had,0))}
.gp-track i.gp-done{background:var(--gp-accent);transform:scaleX(var(--done,0))}
.gp-track input{appearance:none;background:none;margin:0;inline-size:100%;block-size:100%;cursor:pointer;position:relative}
.gp-track input::-webkit-slider-thumb{appearance:none;inline-size:1rem;block-size:1rem;border-radius:50%;background:var(--gp-accent)}
.gp-track input::-moz-range-thumb{border:0;inline-size:1rem;block-size:1rem;border-radius:50%;background:var(--gp-accent)}
.gp-tile{position:absolute;bottom:100%;left:0;border-radius:.5rem;border:2px solid rgb(255 255 255/.85);background-color:#000;background-repeat:no-repeat;pointer-events:none;display:grid;align-items:end;justify-items:center;overflow:hidden}
.gp-tile b{background:rgb(0 0 0/.75);font-weight:600;font-size:.8125rem;padding:0 .375rem;border-radius:.25rem;margin:.25rem;font-variant-numeric:tabular-nums}
.gp-panel{position:absolute;inset-inline-end:.75rem;bottom:4.25rem;inline-size:min(21rem,calc(100% - 1.5rem));max-block-size:calc(100% - 5rem);overflow:auto;overscroll-behavior:contain;background:var(--gp-glass);backdrop-filter:blur(14px);border-radius:1rem;padding:.75rem;border:1px solid rgb(255 255 255/.14)}
.gp-panel fieldset{border:0;margin:0 0 .5rem;padding:0}
.gp-panel legend{font-weight:650;padding:.25rem .25rem}
.gp-choice{display:flex;align-items:center;gap:.625rem;min-block-size:2.75rem;padding-inline:.5rem;border-radius:.625rem;cursor:pointer}
.gp-choice:hover{background:rgb(255 255 255/.1)}
.gp-choice small{margin-inline-start:auto;opacity:.8;font-variant-numeric:tabular-nums}
.gp-choice input{accent-color:var(--gp-accent);inline-size:1.125rem;block-size:1.125rem}
.gp-inline{display:flex;flex-wrap:wrap}
.gp-note{font-size:.8125rem;opacity:.82;margin:.125rem .5rem .5rem}
.gp-panel[popover]{position:fixed;inset:auto 0 0;margin:0;inline-size:100%;max-inline-size:none;max-block-size:78svh;border-radius:1rem 1rem 0 0;color:#fff;background:rgb(16 14 12/.97);padding-block-end:calc(.75rem + env(safe-area-inset-bottom))}
.gp-head{position:sticky;inset-block-start:-.75rem;margin:-.75rem -.75rem .25rem;padding:.5rem .5rem .25rem 1rem!important;background:rgb(26 23 20);z-index:1;display:flex;align-items:center;justify-content:space-between;gap:.5rem;padding-inline-start:.25rem}
.gp-message{position:absolute;inset:0;display:grid;place-items:center;overflow:auto;padding:1rem;background:rgb(10 9 8/.94);z-index:2}
.gp-message>div{max-inline-size:30rem;inline-size:100%;text-align:center}
.gp-message h2{font-size:1.25rem;margin:0 0 .375rem;line-height:1.25;color:#fff}
.gp-message p{margin:0 0 .875rem;opacity:.88}
.gp-message ul{list-style:none;margin:0 0 .75rem;padding:0;display:grid;gap:.5rem;text-align:start}
.gp-message li{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center;justify-content:space-between;background:rgb(255 255 255/.09);border-radius:.75rem;padding:.5rem .75rem}
.gp-message li small{display:block;opacity:.8}
.gp-action{appearance:none;border:0;border-radius:.75rem;min-block-size:2.75rem;padding:.5rem 1rem;font:inherit;font-weight:650;cursor:pointer;background:var(--gp-accent);color:#1a120a;text-decoration:none;display:inline-flex;align-items:center;gap:.5rem;margin:.125rem}
.gp-action.gp-quiet{background:rgb(255 255 255/.16);color:#fff}
.gp-next{display:flex;gap:1rem;align-items:center;text-align:start;margin-block-end:1rem;justify-content:center}
.gp-next img{inline-size:6rem;border-radius:.625rem;aspect-ratio:2/3;object-fit:cover}
.gp-wait{position:absolute;inset:0;display:none;place-items:center;pointer-events:none}
griot-player[data-waiting] .gp-wait{display:grid}
.gp-wait::before{content:"";grid-area:1/1;inline-size:3.5rem;block-size:3.5rem;border-radius:50%;border:4px solid rgb(255 255 255/.25);border-block-start-color:var(--gp-accent);animation:gp-turn 1s linear infinite}
.gp-wait span{grid-area:1/1;margin-block-start:6.5rem;font-size:.875rem;background:var(--gp-glass);padding:.25rem .75rem;border-radius:1rem}
.gp-toast{position:absolute;inset-block-start:.75rem;inset-inline:.75rem;display:flex;flex-wrap:wrap;align-items:center;justify-content:center;gap:.5rem;background:var(--gp-glass);border-radius:.75rem;padding:.375rem .75rem;z-index:1;font-size:.875rem;inline-size:fit-content;margin-inline:auto}
.gp-toast[hidden]{display:none}
.gp-toast button{min-block-size:2.25rem;padding:.25rem .75rem}
griot-player[data-cue=small] video::cue{font-size:80%}
griot-player[data-cue=large] video::cue{font-size:150%}
griot-player video::cue{background:rgb(0 0 0/.78);color:#fff}
@keyframes gp-turn{to{transform:rotate(1turn)}}
@container player (width<34rem){.gp-wideonly{display:none!important}.gp-bar{padding-inline:.375rem}.gp-big{inline-size:4rem;block-size:4rem}.gp-next{gap:.625rem;margin-block-end:.5rem}.gp-next img{inline-size:2.5rem}.gp-message{padding:.5rem}.gp-message h2{font-size:1.0625rem}.gp-message p{font-size:.875rem;margin-block-end:.5rem}}
@container player (width>=34rem){.gp-narrowonly{display:none!important}}
@media (width<34rem){griot-player:has(> .gp-message){aspect-ratio:auto;max-height:none;min-height:66vw}.gp-message{position:relative;min-height:66vw}}
@media (prefers-reduced-motion:reduce){.gp-layer,.gp-button{transition:none}.gp-wait::before{animation-duration:3s}}
@media (forced-colors:active){.gp-button,.gp-action{border:1px solid}.gp-track i.gp-done{background:Highlight}}
`

let dressed = false

export function dress(): void {
  if (dressed) return
  dressed = true
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(rules)
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
}
