/** Tiny science modules that tests run in real forks. */
package tallyflame.runner.toys;
