/** How fast an alert brightens or fades, with its uncertainty by sampling (magnitude_rate). */
package tallyflame.modules.fasttransient;
