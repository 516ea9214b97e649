(()=>{const script=document.currentScript;if(!/^http/.test(script?.src))return;const data=script.dataset,mine=data.components?.match(/[\w-]+/g),home=new URL(".",script.src).href,make=(name,textContent,more)=>Object.assign(document.createElement(name),{textContent,...more}),bar=make("div","",{lang:"en",dir:"ltr",role:"status"}),root=bar.attachShadow({mode:"open"});let gone={},list,seen,wait,isDue;try{const sheet=new CSSStyleSheet();sheet.replaceSync(`
:host{all:initial;display:block;position:sticky;top:0;z-index:999}
div{display:flex;gap:1em;align-items:start;padding:.75em 1.25em;font:medium/1.5 system-ui;background:#ffd25e;color:#241a00}
p{flex:1;margin:0;overflow-wrap:anywhere}
a,button{font:inherit;color:inherit}
button{background:0;border:1px solid}
[class^=p]{background:#ff9f62}
[class^=m]{background:#c0151b;color:#fff}
[class^=un]{background:#3a444b;color:#fff}`);root.adoptedStyleSheets=[sheet];gone=sessionStorage}catch{}
const draw=()=>{const rows=[];for(const it of list){const key=home + it.link + it.state,isMine=(id)=>it.components.includes(id);if(gone[key]||(it.scope!="all"&&mine&&!mine.some(isMine)))continue;const row=make("div","",{className:it.state}),words=make("p");words.append(make("b",it.text.slice(0,200)),` ${it.advice || ""} `.slice(0,402),make("a","Status page",{href:it.link.startsWith(home)?it.link:home,target:"_blank"}));row.append(words,make("button",data.dismiss||"Hide",{onclick(){row.remove();try{gone[key]=1;draw()}catch{}}}));rows.push(row)}
root.replaceChildren(...rows);rows[0]?document.body.prepend(bar):bar.remove()};const poll=async()=>{isDue=document.hidden;if(isDue)return;try{const answer=await fetch(home + "banner.json",{credentials:"omit",cache:"no-cache",signal:AbortSignal.timeout(1e4)});const body=(await answer.text()).slice(0,1e5);list=JSON.parse(body).banners.slice(0,9);if(body!=seen)draw();seen=body;wait=6e4}catch{wait=Math.min(2*wait||12e4,75e4)}
setTimeout(poll,wait*(1 + Math.random()/ 5))};document.addEventListener("visibilitychange",()=>isDue&&poll());poll()})();
