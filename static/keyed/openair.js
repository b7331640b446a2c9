// Whether what this page sends can be read on its way: plain http to another machine. Knows no words.
const HERE = ['localhost', '127.0.0.1', '[::1]'];

export const inTheOpen = () => location.protocol === 'http:' && !HERE.includes(location.hostname);
