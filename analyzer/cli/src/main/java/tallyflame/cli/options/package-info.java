/** Options that several verbs share, the terminal, and how a verb ends; knows no verb. */
package tallyflame.cli.options;
