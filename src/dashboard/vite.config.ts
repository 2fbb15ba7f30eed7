import { defineConfig } from 'vite';

const node = 'http://127.0.0.1:5080';

export default defineConfig({
  base: './',
  build: {
    outDir: '../CryptoGrains.Gateway/wwwroot',
    emptyOutDir: true,
    target: 'es2022',
    // One bundle: the chart and SignalR are needed at once, so splitting would only add round trips.
    chunkSizeWarningLimit: 600,
  },
  server: {
    // `npm run dev` serves the page from here and takes its data from a running node.
    proxy: { '/api': node, '/hubs': { target: node, ws: true } },
  },
});
