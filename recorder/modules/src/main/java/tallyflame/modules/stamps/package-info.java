/** Stamps: the small images that come with an alert, decoded from gzipped FITS. */
package tallyflame.modules.stamps;
