#!/usr/bin/env node
import '../dist/src/forecast/main.js';
