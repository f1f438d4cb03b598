/** What all of the transfer shares: how it fails. Nothing else in the project knows Kafka or Avro. */
package tallyflame.transfer;
