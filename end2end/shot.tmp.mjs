import { chromium } from '@playwright/test';
const [base,who,...paths]=process.argv.slice(2);
const b=await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox']});
for (const w of [1280,390]) {
 const c=await b.newContext({viewport:{width:w,height:900},locale:'nl-NL',timezoneId:'Europe/Amsterdam'}); const p=await c.newPage();
 p.on('console',m=>{ if(['error','warning'].includes(m.type())) console.log(w,'CONSOLE',m.type(),m.text().slice(0,400))}); p.on('pageerror',e=>console.log(w,'ERR',e.message.slice(0,400)));
 if (who!=='-') { const [means,name]=who.split(':'); await p.goto(base+`/auth/${means}?terug=/`); const bt=p.getByRole('button',{name,exact:true}); if(!(await bt.isVisible())) await p.locator('summary').click(); await bt.click(); await p.waitForURL(base+'/**'); }
 for (const path of paths) { const r=await p.goto(base+path); await p.waitForTimeout(700); const f='/tmp/shots/'+path.replace(/[^a-z0-9]+/gi,'_')+'-'+w+'.png'; await p.screenshot({path:f,fullPage:true}); console.log(r.status(),f, await p.evaluate(()=>document.documentElement.scrollWidth-document.documentElement.clientWidth), await p.evaluate(()=>document.documentElement.dataset.hydrated)); }
 await c.close();
}
await b.close();
