/** Energy and CO2-equivalent of a run: the machine's own counters where they can be read, else a marked estimate. */
package tallyflame.runner.energy;
