/** The network of a year: states that are tied draw together, wherever they lie on the globe. */

import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, type Simulation, type SimulationNodeDatum } from "d3-force";
import { obligationColour, type Palette } from "../palette";
import type { System } from "../system";
import type { Brush } from "./brush";
import { opacity, type Drawing, type Shown } from "./drawing";

interface Node extends SimulationNodeDatum {
  state: number;
  degree: number;
}

const TICKS = 160;

export class NetworkDrawing implements Drawing {
  private readonly known = new Map<number, Node>();
  private nodes: Node[] = [];
  private simulation: Simulation<Node, undefined> | null = null;
  private width = 0;
  private height = 0;
  private key = "";
  private left = 0;

  constructor(
    private readonly system: System,
    private readonly still: boolean,
  ) {}

  fit(width: number): number {
    this.width = width;
    this.height = Math.round(Math.min(Math.max(360, width * 0.6), 820));
    this.key = "";
    this.known.clear();
    return this.height;
  }

  draw(brush: Brush, shown: Shown, palette: Palette): void {
    this.arrange(shown);
    const { ties, hostile } = this.system;
    const at = (state: number) => this.known.get(state);
    const dim = shown.focus !== null;
    const strength = opacity(this.system.pairs(shown.year, shown.mask));
    for (const [bit, colour] of obligationColour(palette)) {
      if (!(shown.mask & bit)) continue;
      for (const near of dim ? [false, true] : [true]) {
        brush.beginPath();
        for (const k of ties.of(shown.year)) {
          if (!(ties.bits[k] & bit) || ties.bits[k] & shown.mask & (bit - 1)) continue;
          if (dim && near !== (ties.a[k] === shown.focus || ties.b[k] === shown.focus)) continue;
          line(brush, at(ties.a[k]), at(ties.b[k]));
        }
        brush.lineWidth = near && dim ? 1.6 : 0.7;
        brush.globalAlpha = dim ? (near ? 0.95 : 0.08) : strength;
        brush.strokeStyle = colour;
        brush.stroke();
      }
    }
    if (shown.hostile) {
      brush.beginPath();
      for (const k of hostile.of(shown.year)) if (!dim || hostile.a[k] === shown.focus || hostile.b[k] === shown.focus) line(brush, at(hostile.a[k]), at(hostile.b[k]));
      brush.globalAlpha = 0.8;
      brush.lineWidth = 1.1;
      brush.setLineDash([2, 3]);
      brush.strokeStyle = palette.hostile;
      brush.stroke();
      brush.setLineDash([]);
    }
    brush.globalAlpha = 1;
    brush.font = `${Math.max(11, Math.round(this.width / 115))}px system-ui, sans-serif`;
    brush.textAlign = "center";
    brush.textBaseline = "alphabetic";
    for (const node of this.nodes) {
      const r = radius(node) + (node.state === shown.focus ? 3 : 0);
      brush.beginPath();
      brush.arc(node.x!, node.y!, r, 0, 2 * Math.PI);
      brush.fillStyle = shown.groups?.[node.state] ?? palette.state;
      brush.fill();
      brush.lineWidth = 1;
      brush.strokeStyle = palette.halo;
      brush.stroke();
    }
    brush.fillStyle = palette.ink;
    for (const node of this.nodes)
      if (node.degree > 0 || node.state === shown.focus || this.nodes.length < 60)
        brush.fillText(this.system.raw.states[node.state].code, node.x!, node.y! - radius(node) - 3);
  }

  stateAt(x: number, y: number): number | null {
    let nearest: number | null = null;
    let least = 16 * 16;
    for (const p of this.nodes) {
      const d = (p.x! - x) ** 2 + (p.y! - y) ** 2;
      if (d < least) [nearest, least] = [p.state, d];
    }
    return nearest;
  }

  positionOf(state: number): { x: number; y: number } | null {
    const node = this.nodes.find((p) => p.state === state);
    return node ? { x: node.x!, y: node.y! } : null;
  }

  states(): { state: number; x: number; y: number }[] {
    return this.nodes.map((p) => ({ state: p.state, x: p.x!, y: p.y! }));
  }

  settle(): boolean {
    if (!this.simulation || this.left <= 0) return false;
    const steps = Math.min(2, this.left);
    this.simulation.tick(steps);
    this.left -= steps;
    this.keepInside();
    return this.left > 0;
  }

  private arrange(shown: Shown): void {
    const key = `${shown.year} ${shown.mask} ${shown.hostile}`;
    if (key === this.key) return;
    const first = this.key === "";
    this.key = key;
    const { ties } = this.system;
    const members = this.system.members(shown.year);
    this.nodes = members.map((state) => {
      let node = this.known.get(state);
      if (!node) {
        // Where a state begins is decided by its place on the globe, so that a link shows the same picture.
        const capital = this.system.capital(state, shown.year);
        node = {
          state,
          degree: 0,
          x: this.width * (0.5 + ((capital?.lon ?? 0) / 360) * 0.8),
          y: this.height * (0.5 - ((capital?.lat ?? 0) / 180) * 0.9),
        };
        this.known.set(state, node);
      }
      node.degree = 0;
      return node;
    });
    const here = new Map(this.nodes.map((node, k) => [node.state, k]));
    const links: { source: number; target: number }[] = [];
    for (const k of ties.of(shown.year)) {
      if (!(ties.bits[k] & shown.mask)) continue;
      const source = here.get(ties.a[k]);
      const target = here.get(ties.b[k]);
      if (source === undefined || target === undefined) continue;
      this.nodes[source].degree++;
      this.nodes[target].degree++;
      links.push({ source, target });
    }
    const { width, height } = this;
    this.simulation = forceSimulation(this.nodes)
      .stop()
      .alpha(first ? 1 : 0.5)
      .alphaDecay(1 - 0.02 ** (1 / TICKS))
      .force("link", forceLink<Node, { source: number | Node; target: number | Node }>(links).distance(40).strength((l) => 0.5 / Math.min((l.source as Node).degree, (l.target as Node).degree)))
      .force("apart", forceManyBody<Node>().strength(-width / 12).distanceMax(width / 2.5).theta(1.1))
      .force("x", forceX<Node>(width / 2).strength(0.032))
      .force("y", forceY<Node>(height / 2).strength((0.032 * width) / height))
      .force("room", forceCollide<Node>((node) => radius(node) + 5));
    this.left = TICKS;
    if (first || this.still) {
      this.simulation.tick(TICKS);
      this.left = 0;
    } else {
      this.simulation.tick(1);
      this.left--;
    }
    this.keepInside();
  }

  private keepInside(): void {
    for (const node of this.nodes) {
      node.x = Math.max(16, Math.min(this.width - 16, node.x!));
      node.y = Math.max(20, Math.min(this.height - 10, node.y!));
    }
  }
}

function radius(node: Node): number {
  return 3 + Math.min(7, Math.sqrt(node.degree));
}

function line(brush: Brush, a: Node | undefined, b: Node | undefined): void {
  if (!a || !b) return;
  brush.moveTo(a.x!, a.y!);
  brush.lineTo(b.x!, b.y!);
}
