/** Finds code that compilers make and leaves it out of counts; all that knows how compilers write, and JaCoCo, is here. */
package tallyflame.analysis.filters;
