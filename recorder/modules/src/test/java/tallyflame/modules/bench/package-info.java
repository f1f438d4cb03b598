/** Entry points of the benchmark scripts; no tests. */
package tallyflame.modules.bench;
