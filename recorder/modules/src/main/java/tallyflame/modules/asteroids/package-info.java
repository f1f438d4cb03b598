/** Rules that recognise asteroids (roid_catcher). */
package tallyflame.modules.asteroids;
