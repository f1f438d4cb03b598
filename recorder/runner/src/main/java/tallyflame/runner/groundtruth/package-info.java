/** Programs whose times are known, to examine the instruments with; each runs in a JVM of its own. */
package tallyflame.runner.groundtruth;
