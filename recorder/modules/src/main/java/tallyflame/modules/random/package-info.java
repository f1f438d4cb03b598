/** Random numbers that modules share: the same on every machine and for every run. */
package tallyflame.modules.random;
