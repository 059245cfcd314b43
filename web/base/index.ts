// Shared by every web room: nothing here touches the DOM or the network.
export {};
