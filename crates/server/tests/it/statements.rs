//! Every statement of the product fits the schema on both engines.

use crate::world::each;

#[tokio::test]
async fn every_registered_statement_prepares() {
    each(async |world| {
        let prepared = world.app.store.prepare_all().await.unwrap();
        assert!(prepared > 60, "{prepared} statements are registered");
    })
    .await;
}
