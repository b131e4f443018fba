import { hyphaeApp } from '#infra/hyphae-app.ts'

hyphaeApp().app.synth()
