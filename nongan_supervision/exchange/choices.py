"""The words by which registers name the options of Select fields.

Of each option the first word is the one that a message proposes. Words are in the form of `words.match_key`.
"""

METHODS = {
	"胶体金": "Colloidal Gold",
	"酶抑制": "Enzyme Inhibition",
	"定量": "Quantitative",
	"免疫层析": "Colloidal Gold",
	"试纸": "Colloidal Gold",
	"colloidalgold": "Colloidal Gold",
	"快速检测": "Colloidal Gold",
	"快检": "Colloidal Gold",
	"速测": "Colloidal Gold",
	"定性": "Colloidal Gold",
	"抑制率": "Enzyme Inhibition",
	"农残速测仪": "Enzyme Inhibition",
	"enzymeinhibition": "Enzyme Inhibition",
	"色谱": "Quantitative",
	"质谱": "Quantitative",
	"液相": "Quantitative",
	"气相": "Quantitative",
	"lc-ms": "Quantitative",
	"gc-ms": "Quantitative",
	"gb23200": "Quantitative",
	"quantitative": "Quantitative",
}

PURPOSES = {
	"快检": "Quick Screening",
	"风险监测": "Risk Monitoring",
	"例行监测": "Routine Monitoring",
	"监督抽检": "Supervision Sampling",
	"执法抽检": "Enforcement Sampling",
	"投入品抽检": "Input Sampling",
	"复检": "Retest",
	"快速检测": "Quick Screening",
	"速测": "Quick Screening",
	"定性": "Quick Screening",
	"自检": "Quick Screening",
	"日常": "Quick Screening",
	"专项监测": "Risk Monitoring",
	"例行": "Routine Monitoring",
	"监督抽查": "Supervision Sampling",
	"监督抽样": "Supervision Sampling",
	"执法": "Enforcement Sampling",
	"投入品": "Input Sampling",
	"复测": "Retest",
}

STAGES = {
	"种养殖": "Field",
	"采收": "Harvest",
	"市场": "Market",
	"农资经营": "Dealer",
	"田间": "Field",
	"种植": "Field",
	"养殖": "Field",
	"生产": "Field",
	"基地": "Field",
	"产地": "Field",
	"收获": "Harvest",
	"收割": "Harvest",
	"起网": "Harvest",
	"出栏": "Harvest",
	"上市前": "Harvest",
	"流通": "Market",
	"销售": "Market",
	"超市": "Market",
	"农资": "Dealer",
	"投入品": "Dealer",
	"门店": "Dealer",
}

PRODUCER_TYPES = {
	"企业": "Enterprise",
	"合作社": "Cooperative",
	"家庭农场": "Family Farm",
	"农户": "Household",
	"公司": "Enterprise",
	"联合社": "Cooperative",
	"散户": "Household",
	"大户": "Household",
	"个人": "Household",
	"个体": "Household",
	"种植户": "Household",
	"养殖户": "Household",
	"种养殖户": "Household",
}

SECTORS = {
	"种植": "Planting",
	"畜牧": "Livestock",
	"水产": "Aquaculture",
	"蔬菜": "Planting",
	"果": "Planting",
	"畜禽": "Livestock",
	"家禽": "Livestock",
	"渔": "Aquaculture",
}

SECOND_DOCUMENTS = {
	"检测报告": "Test Report",
	"检验报告": "Test Report",
	"追溯码": "Traceability Code",
	"追溯凭证": "Traceability Code",
	"检疫证明": "Quarantine Certificate",
	"动物检疫证明": "Quarantine Certificate",
	"动物检疫合格证明": "Quarantine Certificate",
}

BASES = {
	"自我承诺": "Self Commitment",
	"内部质量控制": "Internal Control",
	"自我检测": "Self Test",
	"自行检测": "Self Test",
	"委托检测": "Commissioned Test",
	"承诺": "Self Commitment",
	"质量安全控制符合要求": "Internal Control",
	"内控": "Internal Control",
	"内部质控": "Internal Control",
	"自检": "Self Test",
	"自行检测合格": "Self Test",
	"委托检测合格": "Commissioned Test",
	"送检": "Commissioned Test",
}
