/** Finds code that compilers make and leaves it out of counts; all that knows JaCoCo is here. */
package tallyflame.analysis.filters;
