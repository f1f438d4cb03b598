/** Writes each argument, a number and a unit or 'share', as the page does. */
import { pathToFileURL } from 'node:url';

const { shareText, weightText } = await import(pathToFileURL(`${process.env.VIEWER}/format.js`).href);

for (const argument of process.argv.slice(2)) {
  const [value, unit] = argument.split(' ');
  console.log(unit === 'share' ? shareText(Number(value)) : weightText(Number(value), unit));
}
