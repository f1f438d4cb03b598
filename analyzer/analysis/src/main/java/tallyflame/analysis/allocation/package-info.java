/** Where allocated memory comes from: by class, and by the line that asked for it. */
package tallyflame.analysis.allocation;
