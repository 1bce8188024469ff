/** What is shown, as files: rows as CSV and JSON with their source, pictures as SVG and PNG. */

export type Row = Record<string, string | number | null>;

export interface Origin {
  record: string;
  what: string;
  citations: string[];
}

/** Rows as CSV (RFC 4180), their origin in lines that begin with "#". */
export function csv(rows: Row[], origin: Origin): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cell = (value: string | number | null | undefined) => {
    const text = value === null || value === undefined ? "" : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const head = [`# ${origin.what}`, `# record: ${origin.record}`, ...origin.citations.map((c) => `# source: ${c}`), `# ${location.href}`];
  return [...head.map((line) => line.replace(/[\r\n]+/g, " ")), columns.map(cell).join(","), ...rows.map((row) => columns.map((c) => cell(row[c])).join(","))].join("\r\n") + "\r\n";
}

export function json(rows: Row[], origin: Origin): string {
  return JSON.stringify({ ...origin, address: location.href, rows }, null, 1);
}

export function download(name: string, content: string | Blob, type = "text/plain"): void {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

/** A picture as it stands, its colours written out so that it needs no style sheet. */
export function standalone(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const style = getComputedStyle(document.documentElement);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("font-family", "system-ui, sans-serif");
  copy.setAttribute("style", `background:${style.getPropertyValue("--paper").trim()}`);
  return new XMLSerializer().serializeToString(copy).replace(/var\(--([\w-]+)\)/g, (_, name: string) => style.getPropertyValue(`--${name}`).trim());
}

/** An SVG text as PNG at twice its size. */
export async function png(svg: string, width: number, height: number): Promise<Blob> {
  const image = new Image();
  const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    await new Promise((done, failed) => {
      image.onload = done;
      image.onerror = failed;
      image.src = url;
    });
    const canvas = document.createElement("canvas");
    canvas.width = 2 * width;
    canvas.height = 2 * height;
    const context = canvas.getContext("2d")!;
    context.fillStyle = getComputedStyle(document.documentElement).getPropertyValue("--paper").trim();
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done) => canvas.toBlob((blob) => done(blob!), "image/png"));
  } finally {
    URL.revokeObjectURL(url);
  }
}
