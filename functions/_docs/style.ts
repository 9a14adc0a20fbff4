/** The style of `/docs`: one column, with the table of contents beside it on wide screens. */
export const docsStyle = `
:root { color-scheme: light dark; --line: #8883; --soft: #8881; --accent: #0a7d4b }
* { box-sizing: border-box }
body { font: 16px/1.55 system-ui, sans-serif; margin: 0 auto; max-width: 76rem; padding: 0 1.5rem 4rem;
  display: grid; grid-template-columns: 17rem minmax(0, 1fr); column-gap: 3rem }
header { grid-column: 1 / -1; border-bottom: 1px solid var(--line); margin-bottom: 1rem }
h1 small { font-size: 1rem; font-weight: 400; opacity: .7 }
nav { font-size: .875rem; position: sticky; top: 0; align-self: start; max-height: 100vh; overflow: auto; padding: 1rem 0 }
nav ul { list-style: none; margin: 0 0 .75rem; padding: 0 }
nav ul ul { padding-left: .75rem; border-left: 2px solid var(--line) }
a { color: var(--accent); text-decoration: none }
a:hover { text-decoration: underline }
h2 { border-bottom: 1px solid var(--line); padding-bottom: .25rem; margin-top: 2.5rem }
h3 { margin: 0; font-size: 1.05rem; overflow-wrap: anywhere }
section { border: 1px solid var(--line); border-radius: .5rem; padding: 1rem; margin: 1rem 0 }
code, pre { font: .875em/1.5 ui-monospace, monospace }
pre { background: var(--soft); border-radius: .375rem; padding: .75rem; overflow: auto }
.method { display: inline-block; min-width: 4.25rem; text-align: center; border-radius: .25rem; padding: .1rem .5rem;
  font: 700 .75rem/1.6 ui-monospace, monospace; color: #fff; background: #57606a; margin-right: .5rem }
.get { background: #0a6ebd } .post { background: #0a7d4b } .put { background: #9a5b00 } .delete { background: #b3261e }
table { border-collapse: collapse; table-layout: fixed; width: 100%; margin: .5rem 0 }
td { border-top: 1px solid var(--line); padding: .35rem .75rem .35rem 0; vertical-align: top; overflow-wrap: break-word }
td:first-child { width: 13rem; overflow-wrap: anywhere }
td:nth-child(2) { width: 9rem }
td[class] { width: 4.5rem; font-weight: 700 } .s2 { color: #0a7d4b } .s4, .s5 { color: #b3261e }
tr:target, details:target, section:target { background: #ffd54a33 }
details { border-top: 1px solid var(--line); padding: .4rem 0 }
summary { cursor: pointer; font-weight: 600 }
@media (max-width: 56rem) { body { display: block } nav { position: static; max-height: none } }
`
