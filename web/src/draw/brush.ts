/** What drawings use of a canvas, and a stand-in that writes the same strokes as SVG. */

export type Brush = Pick<
  CanvasRenderingContext2D,
  | "beginPath" | "moveTo" | "lineTo" | "closePath" | "arc" | "rect" | "fill" | "stroke" | "fillRect" | "fillText" | "setLineDash"
  | "fillStyle" | "strokeStyle" | "lineWidth" | "globalAlpha" | "font" | "textAlign" | "textBaseline" | "lineJoin"
>;

/** Writes strokes down as SVG; it knows what the drawings here use, and no more. */
export class SvgBrush {
  fillStyle = "#000";
  strokeStyle = "#000";
  lineWidth = 1;
  globalAlpha = 1;
  font = "12px system-ui, sans-serif";
  textAlign = "left";
  textBaseline = "alphabetic";
  lineJoin = "round";
  private path: string[] = [];
  private dash: number[] = [];
  private readonly parts: string[] = [];

  beginPath(): void {
    this.path = [];
  }
  moveTo(x: number, y: number): void {
    this.path.push(`M${n(x)} ${n(y)}`);
  }
  lineTo(x: number, y: number): void {
    this.path.push(`L${n(x)} ${n(y)}`);
  }
  closePath(): void {
    this.path.push("Z");
  }
  arc(x: number, y: number, r: number): void {
    this.path.push(`M${n(x - r)} ${n(y)}a${n(r)} ${n(r)} 0 1 0 ${n(2 * r)} 0a${n(r)} ${n(r)} 0 1 0 ${n(-2 * r)} 0Z`);
  }
  rect(x: number, y: number, w: number, h: number): void {
    this.path.push(`M${n(x)} ${n(y)}h${n(w)}v${n(h)}h${n(-w)}Z`);
  }
  setLineDash(dash: number[]): void {
    this.dash = dash;
  }
  fill(): void {
    this.parts.push(`<path d="${this.path.join("")}" fill="${this.fillStyle}"${this.alpha()}/>`);
  }
  stroke(): void {
    const dash = this.dash.length ? ` stroke-dasharray="${this.dash.join(" ")}"` : "";
    this.parts.push(`<path d="${this.path.join("")}" fill="none" stroke="${this.strokeStyle}" stroke-width="${this.lineWidth}"${dash}${this.alpha()}/>`);
  }
  fillRect(x: number, y: number, w: number, h: number): void {
    this.parts.push(`<rect x="${n(x)}" y="${n(y)}" width="${n(w)}" height="${n(h)}" fill="${this.fillStyle}"${this.alpha()}/>`);
  }
  fillText(text: string, x: number, y: number): void {
    const anchor = { center: "middle", right: "end", end: "end" }[this.textAlign] ?? "start";
    const size = /(\d+(?:\.\d+)?)px/.exec(this.font)?.[1] ?? "12";
    const safe = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
    this.parts.push(`<text x="${n(x)}" y="${n(y)}" font-size="${size}" text-anchor="${anchor}" fill="${this.fillStyle}"${this.alpha()}>${safe}</text>`);
  }
  text(width: number, height: number, paper: string): string {
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" style="background:${paper}">${this.parts.join("")}</svg>`;
  }
  private alpha(): string {
    return this.globalAlpha < 1 ? ` opacity="${this.globalAlpha}"` : "";
  }
}

function n(value: number): string {
  return String(Math.round(value * 10) / 10);
}
