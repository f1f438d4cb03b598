/** Programs of which it is known where their time goes, for the examination of the instruments; they run in JVMs of their own. */
package tallyflame.runner.groundtruth;
