/** Rules that tell asteroids (roid_catcher). */
package tallyflame.modules.asteroids;
