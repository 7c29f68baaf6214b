# Who must approve what decides over access in AWS. Put your team in place of the example, and take away the #.
# https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
# /.projenrc*    @your-org/your-security-team
# /.github/      @your-org/your-security-team
# /bootstrap/    @your-org/your-security-team
# /access-tests.yml  @your-org/your-security-team
# /models.json   @your-org/your-ml-team
# /scripts/      @your-org/your-ml-team
