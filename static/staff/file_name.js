// Names of downloaded files. Pure.

// 2022年度述职评议_测评结果_20221220.xlsx, without characters that file systems refuse. date: yyyy-mm-dd
export function fileName(title, content, date, suffix) {
  const stem = (title + '_' + content).replace(/[\\/:*?"<>|\u0000-\u001f]/g, '_');
  return stem + '_' + date.replace(/-/g, '') + '.' + suffix;
}
