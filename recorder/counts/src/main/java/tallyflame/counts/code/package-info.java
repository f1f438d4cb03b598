/** The words for code that figures are of: methods, functions and their lines. Text is made of them at output only. */
package tallyflame.counts.code;
