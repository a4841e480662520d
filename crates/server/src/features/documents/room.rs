//! Room for uploads (_chỗ cho tệp đang tải lên_): files are held in memory until they were checked, so what all of them may take at
//! once is bounded. Who comes when it is full waits a little, and is then told.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::platform::web::Failure;

/// One permit is a mebibyte.
const MIB: u64 = 1024 * 1024;

/// Memory for uploads of a whole process; cheap to clone.
#[derive(Clone, Debug)]
pub struct Uploads {
    free_mib: Arc<Semaphore>,
    most_mib: u32,
    patience: Duration,
}

/// The room of one upload, given back when it is dropped.
#[derive(Debug)]
pub struct UploadRoom {
    _permit: OwnedSemaphorePermit,
}

impl Uploads {
    /// Room for `all_mib` mebibytes at once, at most `most_mib` for one upload; who finds none waits for `patience`.
    pub fn new(all_mib: usize, (most_mib, patience): (u32, Duration)) -> Self {
        Self { free_mib: Arc::new(Semaphore::new(all_mib)), most_mib, patience }
    }

    /// Room for a body of this length; a body of unknown length takes the most.
    pub async fn room_for(&self, length_bytes: Option<u64>) -> Result<UploadRoom, Failure> {
        let mib =
            length_bytes.map_or(self.most_mib, |bytes| u32::try_from(bytes / MIB + 1).unwrap_or(u32::MAX));
        let permit = self.free_mib.clone().acquire_many_owned(mib.min(self.most_mib));
        match tokio::time::timeout(self.patience, permit).await {
            Ok(Ok(permit)) => Ok(UploadRoom { _permit: permit }),
            _ => Err(Failure::Busy(
                "Đang có quá nhiều người tải tệp lên cùng lúc. Tệp của bạn chưa được lưu; xin gửi lại sau ít phút.".into(),
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn who_finds_no_room_is_told_and_room_comes_back() {
        let uploads = Uploads::new(64, (64, Duration::from_millis(20)));
        let first = uploads.room_for(Some(40 * MIB)).await.unwrap();
        let small = uploads.room_for(Some(1000)).await.unwrap();
        assert!(matches!(uploads.room_for(Some(30 * MIB)).await, Err(Failure::Busy(_))));
        assert!(matches!(uploads.room_for(None).await, Err(Failure::Busy(_))), "length unknown");
        drop((first, small));
        uploads.room_for(Some(10_000 * MIB)).await.unwrap();
    }
}
