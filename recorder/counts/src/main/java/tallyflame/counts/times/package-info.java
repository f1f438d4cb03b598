/** Times of methods, of lines and of the probes that took them. */
package tallyflame.counts.times;
