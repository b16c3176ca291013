import "./overview/page";
