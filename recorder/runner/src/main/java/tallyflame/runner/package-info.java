/** Forks JVMs under one instrument each and writes the run directory; no analysis and no printing happen here. */
package tallyflame.runner;
