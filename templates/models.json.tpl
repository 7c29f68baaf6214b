{
  "models": [
    {
      "name": "{{MODEL}}",
      "endpoint": "{{ENDPOINT}}",
      "version": "1",
      "artifact": "s3://{{BUCKET}}/model.tar.gz",
      "owner": "your-team"
    }
  ]
}
