// The path that a reverse proxy has this server below, '/vote' for example. Several servers may share one host.

// An address of this server, or the name of a value that its pages alone may read.
export const withBase = (name) => (document.documentElement.dataset.base || '') + name;

// The path of the page without it.
export const pagePath = () => location.pathname.replace(withBase('/'), '/');
