/**
 * Hostless detection (ELEPHANT): does an alert have no host galaxy? Stages in the order of data: sort and clip pixels,
 * test for a candidate, fill masked pixels with noise, compare the power spectrum of the centre with that of shuffled
 * images. Only the module class knows about alerts.
 */
package tallyflame.modules.hostless;
