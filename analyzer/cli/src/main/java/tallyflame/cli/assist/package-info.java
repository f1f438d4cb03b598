/** What assistants may ask over the Model Context Protocol: the verbs that read, within some folders, in bounded answers. */
package tallyflame.cli.assist;
