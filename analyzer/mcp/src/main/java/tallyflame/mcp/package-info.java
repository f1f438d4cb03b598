/** A server of the Model Context Protocol over two streams; all that knows the protocol, and nothing of what is asked. */
package tallyflame.mcp;
