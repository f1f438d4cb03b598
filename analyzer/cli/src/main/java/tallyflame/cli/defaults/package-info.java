/** Defaults of options that users keep in files. */
package tallyflame.cli.defaults;
