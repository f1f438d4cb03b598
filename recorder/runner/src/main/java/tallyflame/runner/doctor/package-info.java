/** Says what this machine can record, why not, and how to enable it; tries engines but records nothing. */
package tallyflame.runner.doctor;
