/** Benchmarks of the transfer, started by scripts. */
package tallyflame.transfer.bench;
