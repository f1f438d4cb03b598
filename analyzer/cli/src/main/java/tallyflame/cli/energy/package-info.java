/** Options about where electricity comes from, and where energy is written for other tools. */
package tallyflame.cli.energy;
