/** The file format of speedscope (https://github.com/jlfwong/speedscope/wiki/Importing-from-custom-sources). */
package tallyflame.flamegraphs.speedscope;
