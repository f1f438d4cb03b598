/** What scripts of a page know from each other or from libraries that stand before them. */
declare const uPlot: any;
interface Window {
  hacked?: number;
}
/** New, and asked for before it is used. */
interface Uint8ArrayConstructor {
  fromBase64?(text: string): Uint8Array;
}
